// The editor of policy documents: Monaco where there is a keyboard, a plain field on touch screens and for whoever prefers one.
// Findings, repairs and completions come from the host; the text goes there only to be checked. No build step.

const vs = new URL('_content/BlazorMonaco/lib/monaco-editor/min/vs', document.baseURI).href;
const severities = { error: 8, warning: 4, info: 2 };
const kinds = { key: 9, value: 12, name: 17 };
const pause = 300; // ms after the last key until the text is checked
const owners = new Map(); // editors by the address of their model: Monaco's providers are one for all
let loading;

function load() {
  return loading ??= new Promise((resolve, reject) => {
    self.MonacoEnvironment = { getWorker: () => new Worker(`${vs}/base/worker/workerMain.js`) };
    const script = Object.assign(document.createElement('script'), { src: `${vs}/loader.js` });
    script.onerror = () => reject(new Error('the editor did not load'));
    script.onload = () => {
      window.require.config({ paths: { vs } });
      window.require(['vs/editor/editor.main'], () => window.require(['vs/basic-languages/yaml/yaml'], () => {
        delete window.define.amd; // other scripts of the page are no modules of its loader
        provide(window.monaco);
        resolve(window.monaco);
      }, reject), reject);
    };
    document.head.append(script);
  });
}

// :: What the host knows, for Monaco
function provide(monaco) {
  monaco.languages.registerCompletionItemProvider('yaml', {
    triggerCharacters: [' ', '[', ',', '-'],
    async provideCompletionItems(model, position) {
      const owner = owners.get(model.uri.toString());
      if (!owner || owner.options.readOnly) return { suggestions: [] };
      const found = await owner.dotnet.invokeMethodAsync('Complete', position.lineNumber, position.column);
      const range = new monaco.Range(position.lineNumber, Math.min(found.from, position.column), position.lineNumber, position.column);
      return {
        suggestions: found.items.map((item, at) => ({
          label: item.label, kind: kinds[item.kind], detail: item.detail ?? undefined, documentation: item.about ?? undefined, range,
          insertText: item.insert, insertTextRules: 4, sortText: String(at).padStart(4, '0'), filterText: item.label,
          command: item.goesOn ? { id: 'editor.action.triggerSuggest', title: '' } : undefined,
        })),
      };
    },
  });
  monaco.languages.registerCodeActionProvider('yaml', {
    provideCodeActions(model, range) {
      const owner = owners.get(model.uri.toString());
      const found = owner?.findings.filter(f => f.edits.length > 0 && monaco.Range.areIntersectingOrTouching(range, placeOf(monaco, f))) ?? [];
      return {
        actions: found.map(f => ({
          title: f.fixTitle, kind: 'quickfix', isPreferred: true, diagnostics: [marker(monaco, f)],
          edit: { edits: f.edits.map(e => ({ resource: model.uri, versionId: undefined, textEdit: { range: placeOf(monaco, e), text: e.newText } })) },
        })),
        dispose() { },
      };
    },
  });
  monaco.languages.registerHoverProvider('yaml', {
    async provideHover(model, position) {
      const owner = owners.get(model.uri.toString());
      if (!owner) return null;
      const found = owner.findings.filter(f => f.what && placeOf(monaco, f).containsPosition(position));
      if (found.length > 0) {
        return { contents: found.map(f => ({ value: `**${f.code}: ${f.title}.** ${f.what} ${f.why ?? ''}${f.helpUri ? ` [All about ${f.code}](${f.helpUri})` : ''}` })) };
      }
      const about = await owner.dotnet.invokeMethodAsync('Describe', position.lineNumber, position.column);
      return about ? { contents: [{ value: about }] } : null;
    },
  });
}
function placeOf(monaco, place) {
  const isEmpty = place.line === place.endLine && place.column === place.endColumn && place.newText === undefined;
  return new monaco.Range(place.line, place.column, place.endLine, place.endColumn + (isEmpty ? 1 : 0));
}
function marker(monaco, finding) {
  const range = placeOf(monaco, finding);
  return {
    severity: severities[finding.severity], message: finding.suggestion ? `${finding.message}\n${finding.suggestion}` : finding.message,
    code: finding.helpUri ? { value: finding.code, target: monaco.Uri.parse(finding.helpUri) } : finding.code,
    startLineNumber: range.startLineNumber, startColumn: range.startColumn, endLineNumber: range.endLineNumber, endColumn: range.endColumn,
  };
}
function dress(monaco) {
  const styles = getComputedStyle(document.body);
  const isDark = styles.colorScheme === 'dark' || getComputedStyle(document.documentElement).colorScheme === 'dark';
  const colour = name => styles.getPropertyValue(name).trim().replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3'); // it takes six digits only
  monaco.editor.defineTheme('kt', {
    base: isDark ? 'vs-dark' : 'vs', inherit: true, rules: [{ token: 'comment', foreground: colour('--soft').slice(1) }],
    colors: {
      'editor.background': colour('--panel'), 'editor.foreground': colour('--ink'), 'editorLineNumber.foreground': colour('--soft'), 'editorLineNumber.activeForeground': colour('--ink'),
      'editorWidget.background': colour('--panel'), 'editorHoverWidget.background': colour('--panel'), 'editorSuggestWidget.background': colour('--panel'),
      'editorWidget.border': colour('--line-strong'), 'editorHoverWidget.border': colour('--line-strong'), 'editorSuggestWidget.border': colour('--line-strong'),
    },
  });
  monaco.editor.setTheme('kt');
}

// :: What is remembered in this tab and this browser
function recall(storage, key) { try { return storage.getItem(key); } catch { return null; } }
function remember(storage, key, value) { try { if (value === null) storage.removeItem(key); else storage.setItem(key, value); } catch { /* not kept */ } }

// :: The two editors, with one interface
class Plain {
  constructor(field, changed) {
    this.field = field;
    this.changed = changed;
    field.addEventListener('input', changed);
  }
  get text() { return this.field.value; }
  replace(text) {
    this.field.focus();
    this.field.setRangeText(text, 0, this.field.value.length, 'start');
    this.changed();
  }
  offset(line, column) {
    const lines = this.field.value.split('\n');
    return lines.slice(0, line - 1).reduce((sum, l) => sum + l.length + 1, 0) + Math.min(column - 1, (lines[line - 1] ?? '').length);
  }
  edit(edits) {
    const places = edits.map(e => [this.offset(e.line, e.column), this.offset(e.endLine, e.endColumn), e.newText]).sort((a, b) => b[0] - a[0]);
    this.field.focus();
    for (const [start, end, text] of places) this.field.setRangeText(text, start, end, 'end');
    this.changed();
  }
  go(place) {
    this.field.focus();
    this.field.setSelectionRange(this.offset(place.line, place.column), this.offset(place.endLine, place.endColumn));
    const height = parseFloat(getComputedStyle(this.field).lineHeight) || 18;
    this.field.scrollTop = Math.max(0, (place.line - 6) * height);
  }
  mark() { }
  dispose() { this.field.removeEventListener('input', this.changed); }
}

class Rich {
  constructor(monaco, box, field, owner, changed) {
    Object.assign(this, { monaco, box, field });
    this.model = monaco.editor.createModel(field.value, 'yaml');
    owners.set(this.model.uri.toString(), owner);
    dress(monaco);
    this.editor = monaco.editor.create(box, {
      model: this.model, theme: 'kt', ariaLabel: owner.options.label, readOnly: owner.options.readOnly, automaticLayout: true, fixedOverflowWidgets: true,
      fontSize: 13, lineHeight: 20, lineNumbersMinChars: 3, folding: true, minimap: { enabled: false }, scrollBeyondLastLine: false, padding: { top: 8, bottom: 8 },
      tabSize: 2, insertSpaces: true, detectIndentation: false, wordBasedSuggestions: false, quickSuggestions: { other: true, strings: true, comments: false },
      links: false, occurrencesHighlight: false, bracketPairColorization: { enabled: false }, renderWhitespace: 'selection', scrollbar: { alwaysConsumeMouseWheel: false },
      fontFamily: getComputedStyle(document.body).getPropertyValue('--mono'),
    });
    this.listening = this.model.onDidChangeContent(changed);
    // The list of suggestions names a row as active by an id that the row no longer has. What reads it aloud goes by the text field, which names it right.
    this.lists = new MutationObserver(changes => {
      for (const { target } of changes) {
        const active = target.getAttribute('aria-activedescendant');
        if (active && target.getAttribute('role') === 'listbox' && !document.getElementById(active)) target.removeAttribute('aria-activedescendant');
      }
    });
    this.lists.observe(box, { subtree: true, attributes: true, attributeFilter: ['aria-activedescendant'] });
    this.themes = new MutationObserver(() => dress(monaco));
    this.themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    this.darkness = matchMedia('(prefers-color-scheme: dark)');
    this.dressed = () => dress(monaco);
    this.darkness.addEventListener('change', this.dressed);
  }
  get text() { return this.model.getValue(); }
  replace(text) { this.change([{ range: this.model.getFullModelRange(), text }]); this.editor.setPosition({ lineNumber: 1, column: 1 }); this.editor.revealLine(1); }
  edit(edits) { this.change(edits.map(e => ({ range: placeOf(this.monaco, e), text: e.newText }))); this.editor.focus(); }
  change(edits) { this.editor.pushUndoStop(); this.model.pushEditOperations([], edits, () => null); this.editor.pushUndoStop(); }
  go(place) {
    const range = placeOf(this.monaco, place);
    this.editor.setSelection(range);
    this.editor.revealRangeInCenter(range);
    this.editor.focus();
    this.box.scrollIntoView({ block: 'nearest' });
  }
  mark(findings) { this.monaco.editor.setModelMarkers(this.model, 'kt', findings.filter(f => f.line > 0).map(f => marker(this.monaco, f))); }
  get tabLeaves() { return this.editor.getOption(this.monaco.editor.EditorOption.tabFocusMode); }
  set tabLeaves(leaves) { if (leaves !== this.tabLeaves) this.editor.trigger('kt', 'editor.action.toggleTabFocusMode', null); }
  dispose() {
    this.themes.disconnect();
    this.lists.disconnect();
    this.darkness.removeEventListener('change', this.dressed);
    owners.delete(this.model.uri.toString());
    this.field.value = this.text;
    this.listening.dispose();
    this.editor.dispose();
    this.model.dispose();
  }
}

// :: What the page holds
class Document {
  constructor(holder, dotnet, options) {
    Object.assign(this, { holder, dotnet, options, findings: [], isDirty: false });
    this.field = holder.querySelector('textarea');
    this.box = holder.querySelector('.editor-box');
    this.saved = this.field.value;
    this.changed = () => this.noteChange();
    this.flush = () => this.keepDraft();
    addEventListener('pagehide', this.flush);
    holder.addEventListener('keydown', event => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 's') return;
      event.preventDefault();
      if (!options.readOnly) dotnet.invokeMethodAsync('Save').catch(() => { /* the page was left */ });
    });
  }
  async begin() {
    const wish = recall(localStorage, 'kt-editor');
    const isTouch = matchMedia('(pointer: coarse)').matches && !matchMedia('(any-pointer: fine)').matches;
    await this.use(wish === 'plain' || (wish !== 'rich' && isTouch));
    const draft = this.draft();
    return { isPlain: this.editor instanceof Plain, draftAt: draft && draft.text !== this.saved ? draft.at : null };
  }
  async use(plain) {
    const monaco = plain ? null : await load().catch(() => null); // without it, the plain field does all that matters
    this.editor?.dispose();
    this.field.hidden = !!monaco;
    this.box.hidden = !monaco;
    this.editor = monaco ? new Rich(monaco, this.box, this.field, this, this.changed) : new Plain(this.field, this.changed);
    this.editor.mark(this.findings);
    this.holder.dataset.ready = monaco ? 'rich' : 'plain';
  }
  async choose(plain) {
    remember(localStorage, 'kt-editor', plain ? 'plain' : 'rich');
    await this.use(plain);
    return this.editor instanceof Plain;
  }
  noteChange() {
    const isDirty = this.editor.text !== this.saved;
    if (isDirty !== this.isDirty) { this.isDirty = isDirty; this.tell(); }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { this.keepDraft(); this.tell(); }, pause);
  }
  tell() { this.dotnet.invokeMethodAsync('Typed', this.isDirty).catch(() => { /* the page was left */ }); }
  text() { return new TextEncoder().encode(this.editor?.text ?? this.field.value); }
  mark(findings) { this.findings = findings; this.editor?.mark(findings); }
  go(place) { this.editor?.go(place); }
  edit(edits) { this.editor?.edit(edits); }
  replace(text) { this.editor?.replace(text); }
  tab(leaves) { if (this.editor instanceof Rich) this.editor.tabLeaves = leaves; }

  // What was typed survives a reload of the tab.
  draft() { try { return JSON.parse(recall(sessionStorage, this.options.draftKey)); } catch { return null; } }
  keepDraft() {
    if (!this.options.draftKey) return;
    remember(sessionStorage, this.options.draftKey, this.isDirty ? JSON.stringify({ text: this.editor.text, at: Date.now() }) : null);
  }
  restore() { const draft = this.draft(); if (draft) this.editor.replace(draft.text); }
  forget() { clearTimeout(this.timer); this.isDirty = false; remember(sessionStorage, this.options.draftKey, null); }
  keep() { this.saved = this.editor?.text ?? this.field.value; this.forget(); this.tell(); }
  dispose() {
    clearTimeout(this.timer);
    removeEventListener('pagehide', this.flush);
    this.editor?.dispose();
  }
}

export async function open(holder, dotnet, options) { return new Document(holder, dotnet, options); }
