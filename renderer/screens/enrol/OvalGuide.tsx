import { useId } from 'react';
import { useStore } from 'zustand';
import { liveStore } from '../../stores/live';
import { arcPath, ovalOf } from './oval';
import classes from './OvalGuide.module.css';

/** Darkens all but the oval, and shows the views taken as a ring around it. */
export function OvalGuide({ captured, needed }: { captured: number; needed: number }) {
  const mask = useId();
  const width = useStore(liveStore, (state) => state.frame?.width ?? 640);
  const height = useStore(liveStore, (state) => state.frame?.height ?? 480);
  const oval = ovalOf(width, height);
  const ring = { ...oval, rx: oval.rx + height * 0.025, ry: oval.ry + height * 0.025 };
  return (
    // The same fit as the canvas: the frame whole, centred.
    <svg
      className={classes.guide}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="xMidYMid meet"
      aria-hidden
    >
      <mask id={mask}>
        <rect x={-width} y={-height} width={width * 3} height={height * 3} fill="white" />
        <ellipse {...oval} fill="black" />
      </mask>
      <rect
        className={classes.shade}
        x={-width}
        y={-height}
        width={width * 3}
        height={height * 3}
        mask={`url(#${mask})`}
      />
      {Array.from({ length: needed }, (_, i) => (
        <path
          key={i}
          d={arcPath(ring, i, needed)}
          className={classes.arc}
          data-taken={i < captured || undefined}
          strokeWidth={height * 0.014}
        />
      ))}
    </svg>
  );
}
