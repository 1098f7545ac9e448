import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { en } from '../../i18n/en';
import classes from './Section.module.css';

interface SectionProps {
  id: keyof (typeof en)['settings']['sections'];
  text: string;
  children: ReactNode;
}

/** A group of settings under its heading. */
export function Section({ id, text, children }: SectionProps) {
  const { t } = useTranslation();
  return (
    <section id={`settings-${id}`} aria-labelledby={`settings-${id}-title`}>
      <h2 id={`settings-${id}-title`}>{t(`settings.sections.${id}`)}</h2>
      <p className={classes.text}>{text}</p>
      <div className={classes.panel}>{children}</div>
    </section>
  );
}
