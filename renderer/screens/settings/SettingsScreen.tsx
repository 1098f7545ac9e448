import { Loader } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { settingsStore, shellStore } from '../../stores';
import { FaultNote } from '../../ui/FaultNote';
import { tell } from '../../ui/notify';
import { Page } from '../../ui/Page';
import { AboutSection } from './AboutSection';
import { CameraSection } from './CameraSection';
import { DataSection } from './DataSection';
import { EngineSection } from './EngineSection';
import { LookSection } from './LookSection';
import { RecognitionSection } from './RecognitionSection';
import { Section } from './Section';
import classes from './SettingsScreen.module.css';

const sections = ['camera', 'recognition', 'engine', 'data', 'look', 'about'] as const;

/** Says "saved" once for every change that was stored while this screen is open. */
function useSavedNotice() {
  const { t } = useTranslation();
  const count = useStore(settingsStore, (state) => state.savedCount);
  const seen = useRef(count);
  useEffect(() => {
    if (count !== seen.current) tell(t('settings.saved'));
    seen.current = count;
  }, [count, t]);
}

/** All settings on one page; each takes effect as it is changed. */
export function SettingsScreen() {
  const { t } = useTranslation();
  const { settings, fault } = useStore(settingsStore);
  const shellFault = useStore(shellStore, (state) => state.fault);
  useSavedNotice();
  return (
    <Page title={t('settings.title')}>
      <div className={classes.body}>
        <nav className={classes.index} aria-label={t('settings.title')}>
          {sections.map((id) => (
            <button
              key={id}
              type="button"
              onClick={() => document.getElementById(`settings-${id}`)?.scrollIntoView()}
            >
              {t(`settings.sections.${id}`)}
            </button>
          ))}
        </nav>
        <div className={classes.sections}>
          {fault && <FaultNote fault={fault} />}
          {shellFault && <FaultNote fault={shellFault} />}
          {settings ? (
            <>
              <CameraSection settings={settings} />
              <RecognitionSection settings={settings} />
            </>
          ) : (
            !fault && <Loader aria-label={t('common.loading')} />
          )}
          <EngineSection settings={settings} />
          <DataSection />
          {settings && <LookSection settings={settings} />}
          <Section id="about" text={t('settings.about.text')}>
            <AboutSection />
          </Section>
        </div>
      </div>
    </Page>
  );
}
