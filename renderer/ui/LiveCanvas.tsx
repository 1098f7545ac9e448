import { useEffect, useRef } from 'react';
import { liveStore } from '../stores/live';
import classes from './LiveCanvas.module.css';
import { showFaces } from './painter';

interface LiveCanvasProps {
  label: string;
  /** Boxes and names over the picture. */
  faces?: boolean;
}

/** The picture with its boxes, drawn in one go by the capture; fills its parent. */
export function LiveCanvas({ label, faces = true }: LiveCanvasProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    showFaces(faces);
    liveStore.getState().attachCanvas(ref.current);
    return () => liveStore.getState().attachCanvas(null);
  }, [faces]);
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
