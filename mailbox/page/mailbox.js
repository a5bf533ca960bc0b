/** Keeps the page current without losing what is being written: only the parts marked as live are replaced. */
async function refresh() {
  const response = await fetch(location.href);
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  for (const part of document.querySelectorAll('[data-live]')) {
    const next = fresh.getElementById(part.id);
    if (next) part.replaceChildren(...next.childNodes);
  }
  showLocalTimes();
}

function showLocalTimes() {
  for (const element of document.querySelectorAll('time')) {
    const at = new Date(element.dateTime);
    const today = at.toDateString() === new Date().toDateString();
    element.textContent = at.toLocaleString(
      undefined,
      today ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' },
    );
  }
}

showLocalTimes();
new EventSource('/changes').addEventListener('message', () => void refresh());

document.querySelector('textarea')?.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.target.form.requestSubmit();
});
