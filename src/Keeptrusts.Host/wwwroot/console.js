// What the browser does by itself: themes, shortcuts, the palette, copying, relative times, the one-time link. No build step, no library.

// :: Theme
const root = document.documentElement;
function applyTheme(choice) {
  if (choice === 'system') delete root.dataset.theme; else root.dataset.theme = choice;
  try { if (choice === 'system') localStorage.removeItem('kt-theme'); else localStorage.setItem('kt-theme', choice); } catch { /* not kept */ }
  markTheme();
}
function markTheme() {
  for (const button of document.querySelectorAll('[data-theme-choice]')) {
    button.setAttribute('aria-pressed', String((root.dataset.theme ?? 'system') === button.dataset.themeChoice));
  }
}

// :: Palette and help
const palette = () => document.getElementById('kt-palette');
function openDialog(dialog) {
  if (!dialog || dialog.open) return;
  dialog.showModal();
}
function openPalette() {
  const dialog = palette();
  if (!dialog || dialog.open) return;
  openDialog(dialog);
  const input = dialog.querySelector('input');
  input.value = '';
  filterPalette();
  input.focus();
}
function options() { return [...palette().querySelectorAll('[role=option]')]; }
function filterPalette() {
  const words = palette().querySelector('input').value.trim().toLowerCase();
  for (const option of options()) option.hidden = !option.textContent.trim().toLowerCase().includes(words);
  palette().querySelector('.palette-none').hidden = options().some(o => !o.hidden);
  select(options().find(o => !o.hidden));
}
function select(option) {
  for (const other of options()) other.setAttribute('aria-selected', String(other === option));
  const input = palette().querySelector('input');
  if (option) { input.setAttribute('aria-activedescendant', option.id); option.scrollIntoView({ block: 'nearest' }); }
  else input.removeAttribute('aria-activedescendant');
}
function go(href) {
  const link = document.querySelector(`nav a[href="${CSS.escape(href)}"]`);
  if (link) link.click(); else location.assign(href);
}
function paletteKey(event) {
  const shown = options().filter(o => !o.hidden);
  const at = shown.findIndex(o => o.getAttribute('aria-selected') === 'true');
  if (event.key === 'ArrowDown') select(shown[(at + 1) % shown.length]);
  else if (event.key === 'ArrowUp') select(shown[(at - 1 + shown.length) % shown.length]);
  else if (event.key === 'Enter' && shown[at]) { palette().close(); go(shown[at].dataset.href); }
  else return;
  event.preventDefault();
}

// :: Keys
let waitsForGo = -Infinity; // when `g` was pressed, not when a busy page came to it; a page younger than the patience must not take its first key for the second
document.addEventListener('keydown', event => {
  const target = event.target;
  if (palette()?.open && palette().contains(target)) { paletteKey(event); return; }
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') { event.preventDefault(); openPalette(); return; }
  const typing = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.closest?.('.monaco-editor, dialog[open], fluent-dialog');
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Escape') { closeMenus(); return; }
  if (event.timeStamp - waitsForGo < 1500) {
    waitsForGo = -Infinity;
    const link = document.querySelector(`nav a[data-go="${CSS.escape(event.key)}"]`);
    if (link) { event.preventDefault(); link.click(); }
    return;
  }
  if (event.key === 'j' || event.key === 'k') { if (step(event.key === 'j' ? 1 : -1)) event.preventDefault(); }
  else if (event.key === 'n') {
    const create = document.querySelector('main .page-actions .button.primary');
    if (create) { event.preventDefault(); create.click(); }
  } else if (event.key === 'g') waitsForGo = event.timeStamp;
  else if (event.key === '/') {
    const field = document.querySelector('main [data-search=true], main [data-search=""], main input[type=search]');
    if (field) { event.preventDefault(); field.focus(); field.select(); }
  } else if (event.key === '?') { event.preventDefault(); openDialog(document.getElementById('kt-help')); }
});

// The rows of the page's first table, by the first link or button in each.
function step(by) {
  const stops = [...document.querySelectorAll('main .table > tbody > tr')].map(row => row.querySelector('a[href], button, summary')).filter(Boolean);
  const row = document.activeElement?.closest?.('main tbody > tr');
  const at = stops.findIndex(stop => stop.closest('tr') === row);
  const next = stops[at < 0 ? (by > 0 ? 0 : stops.length - 1) : at + by];
  next?.focus();
  next?.closest('tr').scrollIntoView({ block: 'nearest' });
  return stops.length > 0;
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll('details.menu[open]')) {
    if (menu === except) continue;
    const inside = menu.contains(document.activeElement);
    menu.open = false;
    if (inside) menu.querySelector('summary').focus();
  }
  if (document.body.classList.contains('nav-open')) toggleNavigation(false);
}
function toggleNavigation(open) {
  document.body.classList.toggle('nav-open', open);
  document.querySelector('[data-menu]')?.setAttribute('aria-expanded', String(open));
}

document.addEventListener('click', event => {
  const hit = selector => event.target.closest?.(selector);
  let found;
  if ((found = hit('[data-copy], [data-copy-from]'))) copy(found);
  else if ((found = hit('[data-theme-choice]'))) applyTheme(found.dataset.themeChoice);
  else if (hit('[data-palette]')) openPalette();
  else if (hit('[data-help]')) { closeMenus(); openDialog(document.getElementById('kt-help')); }
  else if ((found = hit('#kt-palette [role=option]'))) { palette().close(); go(found.dataset.href); }
  else if (hit('[data-menu]')) { toggleNavigation(!document.body.classList.contains('nav-open')); return; }
  else if (hit('[data-skip]')) { event.preventDefault(); document.getElementById('main').focus(); return; }
  else if (hit('[data-reload]')) location.reload();
  else openRow(event);
  if (event.target.tagName === 'DIALOG') event.target.close(); // the backdrop
  if (hit('.side a') || (document.body.classList.contains('nav-open') && !hit('.side'))) toggleNavigation(false);
  closeMenus(hit('details.menu'));
});
// A click anywhere in a row opens what its link opens; not one on something else that acts, and not the end of selecting text.
function openRow(event) {
  const row = event.target.closest?.('tbody > tr');
  const link = row?.querySelector('a[data-row]');
  if (!link || event.target.closest('a, button, summary, input, select, label') || getSelection()?.toString()) return;
  if (event.ctrlKey || event.metaKey) window.open(link.href, '_blank', 'noopener'); else link.click();
}
document.addEventListener('input', event => { if (event.target.closest?.('#kt-palette')) filterPalette(); });
document.addEventListener('change', event => { if (event.target.matches?.('select[data-submit]')) event.target.form.requestSubmit(); });

// :: Copying
async function copy(button) {
  const text = button.dataset.copy ?? document.getElementById(button.dataset.copyFrom)?.textContent ?? '';
  const label = button.querySelector('[data-copy-label]') ?? button;
  const before = label.dataset.label ?? (label.dataset.label = label.textContent);
  try { await navigator.clipboard.writeText(text); label.textContent = 'Copied'; }
  catch { label.textContent = 'Select and copy by hand'; }
  say(label.textContent);
  setTimeout(() => { label.textContent = before; }, 1800);
}
function say(text) {
  let live = document.getElementById('kt-live');
  if (!live) {
    live = Object.assign(document.createElement('div'), { id: 'kt-live', className: 'sr' });
    live.setAttribute('role', 'status');
    document.body.append(live);
  }
  live.textContent = text;
}

// :: Relative times (the host writes the same words, see Figures.Ago)
function ago(milliseconds) {
  let s = Math.abs(milliseconds) / 1000;
  if (s < 5) return 'just now';
  // What lies ahead is rounded to the nearest.
  if (milliseconds > 0) s += (s < 60 ? 1 : s < 3600 ? 60 : s < 172800 ? 3600 : s < 60 * 86400 ? 86400 : s < 730 * 86400 ? 30 * 86400 : 365 * 86400) / 2;
  const d = s / 86400;
  const text = s < 60 ? `${Math.floor(s)} s` : s < 3600 ? `${Math.floor(s / 60)} min` : s < 172800 ? `${Math.floor(s / 3600)} h`
    : d < 60 ? `${Math.floor(d)} days` : d < 730 ? `${Math.floor(d / 30)} months` : `${Math.floor(d / 365)} years`;
  return milliseconds > 0 ? `in ${text}` : `${text} ago`;
}
setInterval(() => {
  for (const time of document.querySelectorAll('time[data-relative]')) {
    const text = ago(Date.parse(time.dateTime) - Date.now());
    // The node that the page's own updates know is kept.
    if (time.firstChild && time.firstChild.nodeValue !== text) time.firstChild.nodeValue = text;
  }
}, 15000);

// :: The one-time link: its token is in the fragment, which is sent nowhere; it goes from here in the body of one POST, and out of the history.
function openLink() {
  const setup = document.querySelector('form[data-setup]');
  if (!setup || location.hash.length < 20) return;
  setup.querySelector('input[name="Form.Token"]').value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, '', location.pathname);
  for (const part of setup.querySelectorAll('[data-setup-ask]')) part.hidden = true;
  setup.querySelector('[data-setup-wait]').hidden = false;
  setup.requestSubmit();
}
addEventListener('hashchange', openLink); // a second link, pasted over the first
openLink();

// :: The connection to the host
document.addEventListener('components-reconnect-state-changed', event => {
  // A host that was started anew knows nothing of this page: a fresh one does.
  if (event.detail?.state === 'rejected') location.reload();
}, true);

// :: Tables on phones: each row is a card there, whose values say what they are by the head of their column.
function labelCells() {
  for (const table of document.querySelectorAll('main .table')) {
    const heads = [...table.querySelectorAll(':scope > thead th')].map(head => head.textContent.trim());
    for (const row of table.querySelectorAll(':scope > tbody > tr')) {
      [...row.cells].forEach((cell, at) => { if (heads[at] && cell.dataset.label !== heads[at]) cell.dataset.label = heads[at]; });
    }
  }
}

let isArranging = false;
function arrange() { isArranging = false; markTheme(); labelCells(); }
new MutationObserver(() => {
  if (isArranging) return;
  isArranging = true;
  requestAnimationFrame(arrange);
}).observe(document.body, { childList: true, subtree: true });
arrange();
