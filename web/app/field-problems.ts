import type { Attachment } from 'svelte/attachments';

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/**
 * Says what is wrong with a form at the field itself, in our words and for every ear, and moves the focus there. The
 * fields' own attributes (`required`, `type`, `min`) say what is right; browsers' bubbles vanish after some seconds.
 */
export const tellsProblems: Attachment<HTMLFormElement> = (form) => {
  form.noValidate = true;
  const onSubmit = (event: Event) => {
    const wrong = controlsOf(form).filter((control) => !control.validity.valid);
    for (const control of wrong) describe(control, wordsFor(control));
    if (wrong.length === 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    wrong[0]?.focus();
  };
  const onInput = (event: Event) => forget(event.target as Control);
  form.addEventListener('submit', onSubmit, { capture: true });
  form.addEventListener('input', onInput);
  return () => {
    form.removeEventListener('submit', onSubmit, { capture: true });
    form.removeEventListener('input', onInput);
  };
};

/** Shows a refusal of the api at the field of that name. @returns false when the form has none. */
export function showAtField(form: HTMLFormElement, name: string, words: string): boolean {
  const control = controlsOf(form).find((each) => each.name === name);
  if (!control) return false;
  describe(control, words);
  control.focus();
  return true;
}

function describe(control: Control, words: string): void {
  forget(control);
  const problem = document.createElement('p');
  problem.id = `${control.id}-problem`;
  problem.className = 'field-problem';
  problem.textContent = words;
  (control.closest('label') ?? control).after(problem);
  control.setAttribute('aria-invalid', 'true');
  control.setAttribute('aria-describedby', [problem.id, describedBy(control)].filter(Boolean).join(' '));
}

function forget(control: Control): void {
  if (control.getAttribute('aria-invalid') !== 'true') return;
  document.getElementById(`${control.id}-problem`)?.remove();
  control.removeAttribute('aria-invalid');
  control.setAttribute('aria-describedby', describedBy(control));
}

/** What else describes it. */
function describedBy(control: Control): string {
  const ids = control.getAttribute('aria-describedby')?.split(' ') ?? [];
  return ids.filter((id) => id !== `${control.id}-problem`).join(' ');
}

function wordsFor(control: Control): string {
  const { validity, dataset } = control;
  if (validity.typeMismatch && control.type === 'url') return 'Write the whole address, from https:// on.';
  if (validity.typeMismatch) return 'Write it like name@example.com.';
  const { min = '', max = '', step = '' } = control as Partial<HTMLInputElement>;
  if (validity.valueMissing && !max) return dataset['missing'] ?? 'Write something here.';
  const number = step === 'any' ? 'A number' : 'A whole number';
  return min || max ? `${number} from ${min} to ${max}.` : 'This is too long.';
}

const controlsOf = (form: HTMLFormElement): Control[] =>
  [...form.elements].filter((each): each is Control => each.matches('input, textarea, select'));
