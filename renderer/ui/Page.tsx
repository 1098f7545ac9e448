import type { ReactNode } from 'react';
import classes from './Page.module.css';

interface PageProps {
  title: string;
  /** One quiet line under or beside the title. */
  text?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A screen with a heading; the content below it scrolls by itself. */
export function Page({ title, text, actions, children }: PageProps) {
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <div>
          <h1>{title}</h1>
          {text && <p className={classes.text}>{text}</p>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
