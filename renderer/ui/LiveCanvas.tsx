import { useEffect, useRef } from 'react';
import { liveStore } from '../stores/live';
import classes from './LiveCanvas.module.css';
import { showPlates } from './painter';

interface LiveCanvasProps {
  label: string;
  /** Names under the faces; brackets alone without. */
  names?: boolean;
}

/** The picture with its boxes, drawn in one go by the capture; fills its parent. */
export function LiveCanvas({ label, names = true }: LiveCanvasProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    showPlates(names);
    liveStore.getState().attachCanvas(ref.current);
    return () => liveStore.getState().attachCanvas(null);
  }, [names]);
  return (
    <canvas
      ref={ref}
      className={classes.canvas}
      role="img"
      aria-label={label}
      data-testid="picture"
    />
  );
}
