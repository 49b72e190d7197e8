// The composer and the transcript of the chat: what has to happen between two keys, before the host could answer.
const Pause = 250;
let controller, observer;

export function attach(root, page) {
  detach();
  controller = new AbortController();
  const on = (target, name, handle) => target.addEventListener(name, handle, { signal: controller.signal });
  const form = root.querySelector('[data-composer]');
  const input = form.querySelector('textarea');
  const transcript = root.querySelector('[data-transcript]');
  const busy = () => root.dataset.busy === 'true';

  // :: Writing
  let timer = 0, told = '', last = '';
  const grow = () => { input.style.height = 'auto'; input.style.height = `${Math.min(input.scrollHeight + 2, innerHeight * 0.4)}px`; };
  const tell = () => { if (input.value !== told) { told = input.value; page.invokeMethodAsync('Typed', told); } };
  on(input, 'input', () => { grow(); clearTimeout(timer); timer = setTimeout(tell, Pause); });
  on(input, 'keydown', event => {
    if (event.key === 'ArrowUp' && !input.value && last && !event.isComposing) {
      event.preventDefault();
      input.value = last;
      input.dispatchEvent(new Event('input'));
    }
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229) { event.preventDefault(); form.requestSubmit(); }
  });

  // :: Sending
  on(form, 'submit', async event => {
    event.preventDefault();
    const text = input.value;
    if (!text.trim() || busy()) return;
    clearTimeout(timer);
    input.value = '';
    told = '';
    last = text;
    grow();
    input.focus();
    stuck = true;
    // Not on its way, or the connection is lost: what was written is not.
    const sent = await page.invokeMethodAsync('Send', text).catch(() => false);
    if (!sent && !input.value) { input.value = text; grow(); }
  });
  on(document, 'keydown', event => {
    if (event.key === 'Escape' && busy() && !event.isComposing && !event.target.closest?.('.chat-head, .chat-list, [data-opened]') && !document.querySelector('dialog[open]')) { event.preventDefault(); page.invokeMethodAsync('Stop'); }
  });

  // The button goes away with the answer's end; who pressed it goes on writing.
  on(form, 'click', event => { if (event.target.closest?.('[data-stop]')) input.focus({ preventScroll: true }); });

  // :: Following what is written, unless somebody has scrolled up to read
  let stuck = true;
  const follow = () => { if (stuck) transcript.scrollTop = transcript.scrollHeight; };
  on(transcript, 'scroll', () => { stuck = transcript.scrollHeight - transcript.scrollTop - transcript.clientHeight < 60; });
  observer = new MutationObserver(follow);
  observer.observe(transcript, { childList: true, subtree: true, characterData: true });
  follow();

  // :: Citations open their passage
  on(transcript, 'click', event => {
    const cite = event.target.closest?.('a[data-cite]');
    const source = cite && document.getElementById(cite.hash.slice(1));
    if (!source) return;
    event.preventDefault();
    event.stopPropagation();
    source.open = true;
    source.querySelector('summary').focus();
    source.scrollIntoView({ block: 'nearest' });
  });

  // The page becomes live after it is seen: who writes elsewhere by then (a search, say) keeps the focus.
  if (matchMedia('(min-width: 801px)').matches && !document.activeElement?.matches('input, textarea, select')) input.focus({ preventScroll: true });
}

export function detach() {
  controller?.abort();
  observer?.disconnect();
}
