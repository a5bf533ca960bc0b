import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

const COMPONENTS = ['**/*.svelte', '**/*.svelte.ts'];
const ofComponents = (configs) => configs.map((each) => ({ ...each, files: COMPONENTS }));

/**
 * Every rule on every component; all other files are oxlint's (`.oxlintrc.json`), which asks the same of them in a tenth of
 * the time. `npm run lint:components` runs these, which takes four minutes.
 */
export const typed = ts.config(
  { ignores: ['dist/', '.data/', 'node_modules/', '**/*.d.ts'] },
  ...ofComponents([js.configs.recommended, ...ts.configs.recommendedTypeChecked]),
  ...svelte.configs.recommended,
  {
    files: COMPONENTS,
    languageOptions: {
      globals: { ...globals.browser },
      parserOptions: {
        projectService: true,
        extraFileExtensions: ['.svelte'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'no-console': 'error',
      'prefer-const': 'error',
      // Our objects are closures, not classes: a method never needs its `this`.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/*.svelte'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    // TypeScript as it stands: for what the components' parser makes of each, the compiler would begin anew.
    files: ['**/*.svelte.ts'],
    languageOptions: { parser: ts.parser },
  },
);

/**
 * Types are asked of everything but components: for each of those the compiler begins anew. `svelte-check` knows their
 * types meanwhile.
 */
export default [
  ...typed,
  {
    files: COMPONENTS,
    rules: ts.configs.disableTypeChecked.rules,
    languageOptions: { parserOptions: { projectService: false } },
  },
  {
    /** Module-level variables would be shared by every conversation of a worker. */
    files: ['workflows/**/*.ts'],
    languageOptions: { parser: ts.parser },
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'Program > VariableDeclaration[kind="let"]',
          message: 'Workflow state belongs into the workflow.',
        },
      ],
    },
  },
];
