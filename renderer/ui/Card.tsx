import { type ReactNode, useId } from 'react';
import classes from './Card.module.css';

interface CardProps {
  title: ReactNode;
  /** Stands at the right end of the title's line. */
  aside?: ReactNode;
  children: ReactNode;
  grow?: boolean;
}

/** A titled part of a screen. */
export function Card({ title, aside, children, grow = false }: CardProps) {
  const id = useId();
  return (
    <section className={classes.card} data-grow={grow || undefined} aria-labelledby={id}>
      <header className={classes.head}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        {aside}
      </header>
      {children}
    </section>
  );
}
