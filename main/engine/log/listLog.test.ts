import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { event, person, tempStore } from '../store/testing/fixtures';
import { listLog, localDay } from './listLog';

const HOUR = 3_600_000;
let zone: string | undefined;
beforeEach(() => {
  zone = process.env['TZ'];
});
afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

describe('a local day', () => {
  it.each([
    ['Europe/Berlin', '2026-03-29', 23],
    ['Europe/Berlin', '2026-10-25', 25],
    ['Europe/Berlin', '2026-12-31', 24],
    ['Asia/Shanghai', '2026-03-01', 24],
    ['America/New_York', '2026-03-08', 23],
    ['UTC', '2028-02-29', 24],
  ])('in %s on %s has %d hours', (tz, day, hours) => {
    process.env['TZ'] = tz;
    const { from, to } = localDay(day);
    expect(to - from).toBe(hours * HOUR);
    expect(new Date(from).getHours()).toBe(0);
    expect(new Date(from).getDate()).toBe(Number(day.slice(8)));
  });
});

describe('the log', () => {
  const setUp = () => {
    process.env['TZ'] = 'Asia/Shanghai';
    const store = tempStore();
    const [ann, bob] = [person({ name: 'Ann' }), person({ name: 'Bob' })] as const;
    store.people.insert(ann);
    store.people.insert(bob);
    const at = (hour: number) => new Date(2026, 2, 1, hour).getTime();
    const write = (hour: number, over: Parameters<typeof event>[0]) =>
      store.events.record(event({ at: at(hour), ...over }));
    write(-1, { personId: ann.id, station: 'evening before' });
    write(0, { personId: ann.id, station: 'midnight' });
    write(9, { personId: bob.id, station: 'nine' });
    write(9, { personId: ann.id, outcome: 'spoof', station: 'print' });
    write(23, { outcome: 'unknown', station: 'stranger' });
    write(24, { personId: ann.id, station: 'next midnight' });
    const stations = (query: Partial<Parameters<typeof listLog>[1]>) =>
      listLog({ store }, { limit: 50, ...query }).events.map((row) => row.station);
    return { store, ann: ann.id, bob: bob.id, stations };
  };

  it('is listed newest first', () => {
    const { stations } = setUp();
    expect(stations({})[0]).toBe('next midnight');
    expect(stations({})).toHaveLength(6);
  });

  it('of one day runs from local midnight to local midnight', () => {
    const { stations } = setUp();
    expect(stations({ day: '2026-03-01' })).toEqual(['stranger', 'print', 'nine', 'midnight']);
    expect(stations({ day: '2026-02-27' })).toEqual([]);
  });

  it('filters by person, outcome and day, in any combination', () => {
    const { stations, ann, bob } = setUp();
    expect(stations({ person: bob })).toEqual(['nine']);
    expect(stations({ outcome: 'spoof' })).toEqual(['print']);
    expect(stations({ outcome: 'unknown', day: '2026-03-01' })).toEqual(['stranger']);
    expect(stations({ person: ann, day: '2026-03-01' })).toEqual(['print', 'midnight']);
    expect(stations({ person: ann, outcome: 'known', day: '2026-03-01' })).toEqual(['midnight']);
    expect(stations({ person: ann, outcome: 'known' })).toHaveLength(3);
  });

  it.each(['all', 'day', 'outcome', 'person'] as const)(
    'is paged without gap or double (%s)',
    (by) => {
      const { store, ann } = setUp();
      const query = {
        all: {},
        day: { day: '2026-03-01' },
        outcome: { outcome: 'known' as const },
        person: { person: ann },
      }[by];
      const whole = listLog({ store }, { ...query, limit: 50 });
      expect(whole.more).toBe(false);
      const paged: number[] = [];
      for (let more = true, before: number | undefined; more;) {
        const page = listLog({ store }, { ...query, limit: 1, before });
        expect(page.events).toHaveLength(1);
        before = page.events[0]?.seq;
        paged.push(before ?? -1);
        more = page.more;
      }
      expect(paged).toEqual(whole.events.map((row) => row.seq));
    },
  );
});
