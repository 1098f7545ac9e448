import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { PersonRow } from '../../../preload/contract/shapes';
import { useFormat } from '../../i18n/format';
import { navigationStore, peopleStore } from '../../stores';
import { Picture } from '../../ui/Picture';
import { When } from '../../ui/When';
import classes from './PeopleTable.module.css';

const ROW_PX = 60;

function Cells({ person }: { person: PersonRow }) {
  const format = useFormat();
  return (
    <>
      <span role="cell" className={classes.name}>
        <Picture jpeg={person.thumbnail} name="" size={40} round />
        <span className={classes.clip} title={person.name}>
          {person.name}
        </span>
      </span>
      <span role="cell" className={classes.clip} title={person.personId}>
        {person.personId}
      </span>
      <span role="cell" className={classes.clip} title={person.group}>
        {person.group || <span className="quiet">–</span>}
      </span>
      <span role="cell" className={classes.number}>
        {format.count(person.templates)}
      </span>
      <span role="cell" className={classes.number}>
        {person.bestQuality === null ? '–' : format.count(person.bestQuality)}
      </span>
      <span role="cell" className={classes.seen}>
        <When at={person.lastSeenAt} />
      </span>
    </>
  );
}

/** The list itself: only the rows in sight exist, and pages are read as they come into sight. */
export function PeopleTable() {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const { rows, total, show } = useStore(peopleStore);
  const { go } = navigationStore.getState();
  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoised
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0]?.index, items.at(-1)?.index];
  useEffect(() => {
    if (first !== undefined && last !== undefined) show(first, last);
  }, [first, last, show]);

  const columns = ['person', 'id', 'group', 'templates', 'quality', 'seen'] as const;
  return (
    <div className={classes.table} role="table" aria-label={t('people.list')} aria-rowcount={total}>
      <div ref={scroller} className={classes.scroller} role="presentation">
        <div className={classes.head} role="row">
          {columns.map((column) => (
            <span key={column} role="columnheader" data-column={column}>
              {t(`people.column.${column}`)}
            </span>
          ))}
        </div>
        <div className={classes.rows} role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const person = rows.get(index);
            const place = { transform: `translateY(${start}px)` };
            return person ? (
              <div
                key={person.id}
                className={classes.row}
                style={place}
                role="row"
                tabIndex={0}
                aria-rowindex={index + 1}
                onClick={() => go('people', person.id)}
                onKeyDown={(event) => {
                  if (event.key === 'Enter' || event.key === ' ') {
                    event.preventDefault();
                    go('people', person.id);
                  }
                }}
                data-testid="person-row"
                data-person={person.personId}
              >
                <Cells person={person} />
              </div>
            ) : (
              <div key={index} className={classes.row} style={place} aria-hidden>
                <span className={classes.loading} />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
