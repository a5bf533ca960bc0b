import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

/** Every rule on every file. `npm run lint:components` asks it of the components, which takes four minutes. */
export const typed = ts.config(
  { ignores: ['dist/', '.data/', 'db/migrations/', 'node_modules/', '**/*.d.ts'] },
  js.configs.recommended,
  ...ts.configs.recommendedTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.node, ...globals.browser },
      parserOptions: {
        projectService: true,
        extraFileExtensions: ['.svelte'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
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
  {
    /** Module-level variables would be shared by every conversation of a worker. */
    files: ['workflows/**'],
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
  {
    /** What a visitor hears is one of the codes that widgets know: the compiler looks at them in `visitorRefusal`. */
    files: ['api/routers/visitor.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: 'domain/errors', importNames: ['Refusal'] }] },
      ],
    },
  },
  {
    files: ['launcher/**', 'test/**', 'process-lifecycle.ts', 'db/main.ts'],
    rules: { 'no-console': 'off' },
  },
  // Whoever embeds the widget looks there for what is wrong with a token of theirs.
  { files: ['widget/people/people.ts'], rules: { 'no-console': ['error', { allow: ['warn'] }] } },
  { files: ['**/*.js', '**/*.mjs'], ...ts.configs.disableTypeChecked },
);

/**
 * Types are asked of everything but components: for each of those the compiler begins anew, which is most of the time that
 * linting took. `svelte-check` knows their types meanwhile.
 */
export default [
  ...typed,
  {
    files: ['**/*.svelte'],
    rules: ts.configs.disableTypeChecked.rules,
    languageOptions: { parserOptions: { projectService: false } },
  },
];
