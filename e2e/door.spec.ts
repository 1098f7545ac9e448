import { ask } from './fixtures/client';
import { expect, test } from './fixtures/foyer';
import { inRoot } from './fixtures/paths';

test('the page is shut in: no Node, no other page, no call that does not exist', async ({
  launchFoyer,
}) => {
  const foyer = await launchFoyer();
  const { app, page } = foyer;
  foyer.expected.push(/Content Security Policy/, /Failed to fetch/);
  const home = page.url();

  await test.step('no Node and nothing but the bridge', async () => {
    const globals = await page.evaluate(() => ({
      require: typeof Reflect.get(globalThis, 'require'),
      process: typeof Reflect.get(globalThis, 'process'),
      bridge: Object.keys(Reflect.get(globalThis, 'foyer') as object),
    }));
    expect(globals).toEqual({
      require: 'undefined',
      process: 'undefined',
      bridge: ['invoke', 'on', 'requestFramePort'],
    });
  });

  await test.step('a call that does not exist, or does not fit, is answered with a fault', async () => {
    expect(await ask(page, 'people.eraseEverybody', {})).toMatchObject({
      ok: false,
      error: { code: 'UNKNOWN_CALL' },
    });
    expect(await ask(page, 'toString', {})).toMatchObject({ error: { code: 'UNKNOWN_CALL' } });
    expect(await ask(page, 'people.get', { id: '1 OR 1=1' })).toMatchObject({
      error: { code: 'BAD_INPUT' },
    });
  });

  await test.step('another page in the same app may not call', async () => {
    const reply = await app.evaluate(async ({ BrowserWindow }, preload) => {
      const other = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      await other.loadURL('data:text/html,other');
      const answer: unknown = await other.webContents.executeJavaScript(
        'window.foyer.invoke("shell.info", {})',
      );
      other.destroy();
      return answer;
    }, inRoot('out/preload/index.js'));
    expect(reply).toMatchObject({ ok: false, error: { code: 'REFUSED' } });
  });

  await test.step('nothing is fetched from elsewhere, nothing inline runs', async () => {
    const { csp, fetched, ran } = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'window.inlineRan = true';
      document.head.append(script);
      return {
        csp: (await fetch(location.href)).headers.get('content-security-policy'),
        fetched: await fetch('https://example.com').then(
          () => true,
          () => false,
        ),
        ran: 'inlineRan' in window,
      };
    });
    expect(csp).toContain("default-src 'none'");
    expect(csp).not.toContain('unsafe-eval');
    expect({ fetched, ran }).toEqual({ fetched: false, ran: false });
  });

  await test.step('the camera is for us, the microphone for nobody', async () => {
    const microphone = await page.evaluate(() =>
      navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'open',
        (error: DOMException) => error.name,
      ),
    );
    expect(microphone).not.toBe('open');
  });

  await test.step('no other window and no other address', async () => {
    expect(await page.evaluate(() => window.open('https://example.com') === null)).toBe(true);
    expect(app.windows()).toHaveLength(1);
    const prevented = app.evaluate(
      ({ BrowserWindow }) =>
        new Promise<boolean>((resolve) => {
          const [{ webContents }] = BrowserWindow.getAllWindows() as [Electron.BrowserWindow];
          webContents.once('will-navigate', (event) => resolve(event.defaultPrevented));
          // By the page itself, past Playwright, which would wait for a page that never comes.
          void webContents.executeJavaScript('void (location.href = "https://example.com")');
        }),
    );
    expect(await prevented).toBe(true);
    const shown = await app.evaluate(({ BrowserWindow }) => {
      const [{ webContents }] = BrowserWindow.getAllWindows() as [Electron.BrowserWindow];
      const content = webContents.executeJavaScript('document.body.textContent');
      return content.then((text: string) => ({ url: webContents.getURL(), text }));
    });
    expect(shown.url).toBe(home);
    expect(shown.text).toContain('Foyer');
  });
});
