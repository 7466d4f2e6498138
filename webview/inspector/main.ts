import type { FromInspector, ToInspector } from '../../src/protocol/inspector.ts';
import type { TraceId } from '../../src/protocol/trace.ts';
import { oncePerFrame } from '../shared/frame.ts';
import { connect } from '../shared/host.ts';
import { fillText } from '../shared/template.ts';
import { wheelAlongColumns } from '../shared/wheelAlongColumns.ts';
import { strings } from '../strings.ts';
import { registerToolkit } from '../toolkit.ts';
import { taskText, tokenCountText } from './describe.ts';
import { restore, toSaved } from './savedState.ts';
import { neededTrace } from './selectors.ts';
import { initialState, reduce, type UserAction } from './state.ts';
import { InspectorView } from './view.ts';
import './inspector.css';

registerToolkit();

const host = connect<ToInspector, FromInspector>({
  traces: true,
  trace: true,
  started: true,
  decision: true,
  ended: true,
  reset: true,
});
let state = restore(initialState, host.savedState());
let asked: TraceId | null = null;

const root = document.getElementById('root');
if (root === null) throw new Error('The page lacks its element #root.');
wheelAlongColumns(root);
const view = new InspectorView(root, apply, (text) => host.post({ type: 'copy', text }));
const draw = oncePerFrame(() => view.update(state));

function apply(event: ToInspector | UserAction): void {
  state = reduce(state, event);
  host.saveState(toSaved(state));
  const needed = neededTrace(state);
  // One question at a time: the answer, or another choice, opens the way for the next.
  if (event.type === 'trace' && event.trace.id === asked) asked = null;
  if (needed !== null && needed !== asked) host.post({ type: 'select', id: needed });
  asked = needed;
  draw();
}

/** Only the beginning and the end are spoken: every token would drown all else. */
function announce(event: ToInspector): void {
  if (event.type === 'started' && event.trace.id === state.selected) {
    view.announce(fillText(strings.inspector.announceStart, { task: taskText(event.trace) }));
  }
  if (event.type === 'ended' && event.id === state.selected) {
    const tokens = tokenCountText(state.records.get(event.id)?.decisions.length ?? 0);
    view.announce(
      fillText(strings.inspector.announceEnd, { tokens, stop: strings.stop[event.outcome.stop] }),
    );
  }
}

host.listen((message) => {
  apply(message);
  announce(message);
});
view.update(state);
host.post({ type: 'ready' });
