import { createTheme, type MantineThemeOverride } from '@mantine/core';

const overlay = {
  // Locking the page's scroll would add a <style> element, which the content policy refuses; the
  // window itself never scrolls.
  lockScroll: false,
  transitionProps: { duration: 160 },
  overlayProps: { backgroundOpacity: 0.45 },
};

/**
 * Mantine's theme. Colour, type, spacing and radius come from tokens.css through Mantine's own
 * variables; here are only the defaults that are not expressible in CSS.
 */
export const theme: MantineThemeOverride = createTheme({
  primaryColor: 'teal',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Modal: { defaultProps: { ...overlay, centered: true, radius: 'lg' } },
    Drawer: { defaultProps: { ...overlay, position: 'right' } },
    Tooltip: {
      defaultProps: { openDelay: 300, withArrow: false, transitionProps: { duration: 80 } },
    },
    Menu: { defaultProps: { transitionProps: { duration: 100 }, shadow: 'md' } },
    Select: { defaultProps: { allowDeselect: false, checkIconPosition: 'right' } },
    Button: { defaultProps: { size: 'sm' } },
  },
});
