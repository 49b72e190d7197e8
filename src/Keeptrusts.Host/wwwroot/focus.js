// Where the keyboard is. What an action opens gets the focus; what closes gives it back; and it never falls on nothing. No build step, no library.
//   data-opened  on what appears because of something that somebody did: it is focused and scrolled into view, Escape presses its data-cancel,
//                and when it goes the focus returns to where it was
//   data-focus   in that, what gets the focus; else its first field does
//   data-then    on what is pressed, or around it: where the focus goes when it is gone, instead of back
//   data-next    what says on a page how things stand: it gets the focus of what is gone without a better place
//   data-modal   on a dialog that the host draws when it asks something
const Opened = '[data-opened], [data-modal]';
const Fields = 'input:not([type=hidden], [disabled], [readonly]), select:not([disabled]), textarea:not([disabled], [readonly])';
const Stops = 'a[href], button:not([disabled]), summary';
const places = new WeakMap(); // what was opened, and the place of the focus before
const open = new Set();
let last = null; // the place that had the focus last: the element, and what it stood in, which is not to be known any more when it is gone

const isUsable = element => element.isConnected && !element.disabled && element.checkVisibility({ visibilityProperty: true });
const isLost = () => !document.activeElement || document.activeElement === document.body;
const nameOf = element => element.getAttribute('aria-label') ?? element.textContent.trim();
const opening = panel => panel.matches('[tabindex]') ? panel : panel.querySelector('[data-focus]') ?? panel.querySelector(Fields) ?? panel.querySelector(Stops);

function placeOf(element) {
  const row = element.closest('tbody > tr');
  return { element, panel: element.closest(Opened), table: row?.closest('table'), row: row?.sectionRowIndex };
}

function enter(panel) {
  const target = opening(panel);
  if (!target) return;
  target.focus({ preventScroll: true });
  panel.scrollIntoView({ block: 'nearest' });
  target.scrollIntoView({ block: 'nearest' });
}

function arrive(panel) {
  if (open.has(panel) || !panel.isConnected) return;
  // What takes the place of something opened goes back to where that would.
  const replaced = last?.panel && !last.panel.isConnected ? last.panel : null;
  places.set(panel, replaced ? places.get(replaced) : last);
  open.add(panel);
  if (panel.matches('dialog')) panel.showModal(); else enter(panel);
}

// :: The focus of what is gone
function successor(place) {
  if (!place) return null;
  const { element, panel } = place;
  if (isUsable(element)) return element;
  const then = element.closest('[data-then]');
  if (then) return document.querySelector(then.dataset.then);
  if (panel) return panel.isConnected ? opening(panel) : successor(places.get(panel));
  return twin(element) ?? neighbour(place);
}
// The same thing, drawn anew.
function twin(gone) {
  if (gone.id) {
    const same = document.getElementById(gone.id);
    return same && isUsable(same) ? same : null;
  }
  const name = nameOf(gone);
  const found = name ? [...document.querySelectorAll(`main ${gone.localName}`)].filter(other => nameOf(other) === name && isUsable(other)) : [];
  return found.length === 1 ? found[0] : null;
}
// What stands now where its row stood.
function neighbour({ table, row }) {
  const rows = table?.isConnected ? table.tBodies[0]?.rows ?? [] : [];
  return rows[Math.min(row, rows.length - 1)]?.querySelector(Stops);
}
function rescue() {
  if (!last || !isLost() || document.querySelector('dialog[open]')) return;
  // A button that works on something takes no focus for that time.
  if (last.element.isConnected && last.element.disabled) return;
  const next = successor(last) ?? document.querySelector('main [data-next]') ?? document.querySelector('main h1');
  next?.focus();
}

new MutationObserver(records => {
  for (const record of records) {
    for (const node of record.addedNodes) {
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      if (node.matches(Opened)) arrive(node);
      node.querySelectorAll(Opened).forEach(arrive);
    }
  }
  for (const panel of open) if (!panel.isConnected) open.delete(panel);
  rescue();
}).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled', 'hidden'] });

// :: What people do
document.addEventListener('focusin', event => {
  // The head of a page takes the focus when the page is shown. On a slow network that is late: whoever went on by then goes on.
  if (event.target.matches('main h1') && last && !last.element.matches('main, h1') && last.element.closest('main') && isUsable(last.element)) last.element.focus();
  else last = placeOf(event.target);
});
document.addEventListener('pointerdown', () => { last = null; }, true);
document.addEventListener('click', () => { if (!isLost()) last = placeOf(document.activeElement); }, true);
document.addEventListener('keydown', event => {
  if (event.target.matches?.('[role=tab]')) moveTab(event);
  if (event.key !== 'Escape' || event.isComposing || event.target.closest?.('dialog, .monaco-editor')) return;
  const cancel = event.target.closest?.('[data-opened]')?.querySelector('[data-cancel]');
  if (cancel) { event.preventDefault(); cancel.click(); }
});

function moveTab(event) {
  const tabs = [...event.target.closest('[role=tablist]').querySelectorAll('[role=tab]')];
  const at = tabs.indexOf(event.target);
  const to = { ArrowRight: (at + 1) % tabs.length, ArrowLeft: (at + tabs.length - 1) % tabs.length, Home: 0, End: tabs.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  tabs[to].focus();
  tabs[to].click();
}
