import { useEffect, useRef } from "react";
import { useLocation } from "react-router";

/** After a navigation the keyboard and the screen reader start at the new page, as they would after a full load. */
export function useFocusOnNavigation() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const previous = useRef(pathname);
  useEffect(() => {
    if (previous.current !== pathname) {
      previous.current = pathname;
      main.current?.focus({ preventScroll: true });
    }
  }, [pathname]);
  return main;
}
