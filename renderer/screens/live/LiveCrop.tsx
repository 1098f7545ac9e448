import { useEffect, useRef } from 'react';
import { liveCrop } from '../../ui/liveCrops';
import classes from './LiveCrop.module.css';

/** The face as it is in the picture now, a few times a second. */
export function LiveCrop({
  trackId,
  size,
  label,
}: {
  trackId: number;
  size: number;
  label: string;
}) {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const draw = () => {
      const crop = liveCrop(trackId);
      if (crop) ref.current?.getContext('2d')?.drawImage(crop, 0, 0, size * 2, size * 2);
    };
    draw();
    const timer = setInterval(draw, 200);
    return () => clearInterval(timer);
  }, [trackId, size]);
  return (
    <canvas
      ref={ref}
      className={classes.crop}
      width={size * 2}
      height={size * 2}
      style={{ width: size, height: size }}
      role="img"
      aria-label={label}
    />
  );
}
