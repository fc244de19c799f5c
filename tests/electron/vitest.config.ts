import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/electron/**/*.test.ts', 'tests/electron/**/*.e2e.ts'],
    // the built shell and the stand-in are loaded by Node itself, as Electron would
    server: { deps: { external: [/\/out\//, /\/stand-in\//] } },
    pool: 'forks',
    expect: { poll: { timeout: 20_000 } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
