import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Real routers: `npm run agreement`. Installed packages, real runners: `npm run shipping`.
    exclude: ['test/agreement/**', 'test/shipping/**'],
    setupFiles: ['test/setup.ts'],
    testTimeout: 180_000,
    hookTimeout: 120_000,
  },
});
