import { type RefCallback, useCallback, useState } from "react";

/** The width of an element in CSS pixels, known before the first paint and kept as it changes. */
export function useWidth(fallback: number): [RefCallback<HTMLElement>, number] {
  const [width, setWidth] = useState(fallback);
  const follow = useCallback((box: HTMLElement | null) => {
    if (!box || typeof ResizeObserver === "undefined") {
      return;
    }
    const measure = () => box.clientWidth > 0 && setWidth(box.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, []);
  return [follow, width];
}
