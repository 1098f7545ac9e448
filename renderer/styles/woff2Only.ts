import type { Plugin } from 'vite';

/**
 * Build step: drops the WOFF 1 copies that the font packages name as a fallback. Every Chromium
 * reads WOFF 2, and the Chinese slices would otherwise be shipped twice (6.5 MB).
 */
export function woff2Only(): Plugin {
  return {
    name: 'woff2-only',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('@fontsource') || !id.endsWith('.css')) return null;
      return { code: code.replaceAll(/,\s*url\([^)]*\.woff\) format\('woff'\)/g, ''), map: null };
    },
  };
}
