import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { setLocale, startI18n } from '../i18n';
import {
  recentStore,
  providersStore,
  riskStore,
  settingsStore,
  shellStore,
  todayStore,
} from '../stores';
import { liveStore } from '../stores/live';
import { theme } from '../styles/theme';
import { paintOverlay } from '../ui/painter';
import { Boundary } from './Boundary';
import { Layout } from './Layout';
import { lastLook, rememberLook } from './lastLook';
import { useColorScheme } from './useColorScheme';

/** Before the first paint: language and theme, if the engine can tell them already. */
export async function prepare(): Promise<void> {
  await shellStore.getState().load();
  if (shellStore.getState().engine.state === 'ready') {
    await settingsStore.getState().load();
    void riskStore.getState().load();
    void providersStore.getState().load();
    void todayStore.getState().load();
    void recentStore.getState().load();
  }
  const locale = navigator.language.startsWith('zh') ? 'zh-CN' : 'en';
  await startI18n(settingsStore.getState().settings?.locale ?? lastLook().locale ?? locale);
}

export function App() {
  const scheme = useColorScheme();
  const locale = useStore(settingsStore, (state) => state.settings?.locale);
  const look = useStore(settingsStore, (state) => state.settings?.theme);

  useEffect(() => {
    if (!locale || !look) return;
    void setLocale(locale);
    rememberLook({ locale, theme: look });
  }, [locale, look]);
  useEffect(() => {
    const { setPainter, start } = liveStore.getState();
    setPainter((ctx, { faces }, view) => paintOverlay(ctx, faces, view));
    void start();
  }, []);

  // Variables and global classes are ours (tokens.css): Mantine adds no <style> element, so the
  // content policy needs no 'unsafe-inline'.
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme={scheme}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <Notifications position="bottom-right" autoClose={4000} limit={3} />
      <Boundary>
        <Layout />
      </Boundary>
    </MantineProvider>
  );
}
