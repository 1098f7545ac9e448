import './styles/fonts';
import './styles/base.css';
import { createRoot } from 'react-dom/client';

async function start(): Promise<void> {
  // A stand-in for the other side, to draw screens with in a plain browser; never built.
  if (import.meta.env.DEV && new URLSearchParams(window.location.search).has('fake')) {
    const { installFakeBridge } = await import('./dev/fakeBridge');
    await installFakeBridge();
  }
  const { App, prepare } = await import('./shell/App');
  await prepare();
  const root = document.querySelector('#root');
  if (root) createRoot(root).render(<App />);
}

void start();
