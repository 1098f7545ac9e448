import type { ReactNode } from 'react';
import classes from './Fact.module.css';

/** A term and its value in a definition list. */
export function Fact({ term, children }: { term: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt className={classes.term}>{term}</dt>
      <dd className={classes.value}>{children}</dd>
    </div>
  );
}

/** Facts side by side, as many in a row as fit. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={classes.facts}>{children}</dl>;
}
