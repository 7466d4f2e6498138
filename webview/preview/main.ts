import type { FromPreview, ToPreview } from '../../src/protocol/preview.ts';
import { oncePerFrame } from '../shared/frame.ts';
import { connect } from '../shared/host.ts';
import { wheelAlongColumns } from '../shared/wheelAlongColumns.ts';
import { strings } from '../strings.ts';
import { registerToolkit } from '../toolkit.ts';
import { ending, initialState, isBusy, reduce } from './state.ts';
import { PreviewView } from './view.ts';
import './preview.css';

registerToolkit();

const host = connect<ToPreview, FromPreview>({
  items: true,
  delta: true,
  item: true,
  stale: true,
  applied: true,
});
let state = initialState;

const root = document.getElementById('root');
if (root === null) throw new Error('The page lacks its element #root.');
wheelAlongColumns(root);
const view = new PreviewView(
  root,
  (action) => host.post({ type: action }),
  (index, sentence) => host.post({ type: 'retrySentence', index, sentence }),
);
const draw = oncePerFrame(() => view.update(state));

host.listen((message) => {
  const before = state;
  state = reduce(state, message);
  draw();
  const end = ending(before, state);
  if (end === 'done') view.announce(strings.preview.announceDone);
  if (end === 'retried') view.announce(strings.preview.announceRetried);
  if (end === 'failed') view.announce(strings.preview.announceFailed);
  if (end === 'cancelled') view.announce(strings.preview.announceCancelled);
});
document.addEventListener('keydown', ({ key, defaultPrevented }) => {
  if (key === 'Escape' && !defaultPrevented && isBusy(state)) host.post({ type: 'cancel' });
});
view.update(state);
host.post({ type: 'ready' });
