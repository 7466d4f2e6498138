import type { FromTextPreview, TextPlace, TextView, ToTextPreview } from '../../src/protocol/textPreview.ts';
import { assertNever } from '../shared/assertNever.ts';
import { oncePerFrame } from '../shared/frame.ts';
import { connect } from '../shared/host.ts';
import { wheelAlongColumns } from '../shared/wheelAlongColumns.ts';
import { hasArrived, whileAsked } from './asked.ts';
import { placeAfterKey } from './moves.ts';
import { TextPreviewView } from './view.ts';
import './textPreview.css';

const host = connect<ToTextPreview, FromTextPreview>({ text: true, nothing: true });
/** Milliseconds after which the editor's word counts again: it may not be able to go where a key wanted. */
const patience = 500;

/** What the editor told last. */
let told: TextView | null = null;
let asked: TextPlace | null = null;
let waiting: number | undefined;
let text: TextView | null = null;
let drawn: TextView | null = null;

const root = document.getElementById('root');
if (root === null) throw new Error('The page lacks its element #root.');
wheelAlongColumns(root);
const view = new TextPreviewView(root, (place) => host.post({ type: 'goTo', place, focus: true }));
const draw = oncePerFrame(() => {
  view.update(text, drawn);
  drawn = text;
});

host.listen((message) => {
  switch (message.type) {
    case 'text':
      told = message.view;
      if (asked !== null && hasArrived(told, asked)) asked = null;
      text = whileAsked(told, asked);
      break;
    case 'nothing':
      told = null;
      asked = null;
      text = null;
      break;
    default:
      assertNever(message);
  }
  draw();
});
document.addEventListener('keydown', (event) => {
  const { key, ctrlKey, metaKey, altKey, shiftKey, target } = event;
  const inText = target instanceof Element && target.closest('[role=listbox]') !== null;
  if (text === null || !inText || ctrlKey || metaKey || altKey || shiftKey) return;
  const place = key === 'Enter' ? text.caret : placeAfterKey(text, key);
  if (place === null) return;
  event.preventDefault();
  // A key held down does not wait for the editor's answer.
  if (key !== 'Enter') {
    text = whileAsked(text, place);
    asked = place;
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => {
      asked = null;
      text = told;
      draw();
    }, patience);
    draw();
  }
  host.post({ type: 'goTo', place, focus: key === 'Enter' });
});
view.update(text, drawn);
host.post({ type: 'ready' });
