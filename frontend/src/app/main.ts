import { mount } from 'svelte';
import '../shared/ui/tokens.css';
import '../shared/ui/base.css';
import App from './App.svelte';
import { routeFor } from './routes';
import { session } from './session.svelte';
import { update } from './update.svelte';

const started = session.start();
mount(App, { target: document.getElementById('app')! });
// After the first screen: installing fetches every file, and must not compete with what the person waits for.
addEventListener('load', () => {
  void update.register();
  setTimeout(() => void started.then(fetchHelp), 2000);
});

/** Everybody has the helplines a moment later: whoever opens them asks the server for nothing. */
async function fetchHelp(): Promise<void> {
  await routeFor('/numbers')
    .route.load?.()
    .catch(() => undefined); // no network: the worker has them
}
