import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: 'tests/fixtures/shared-folder.ts',
    include: ['tests/e2e/**/*.e2e.ts'],
    // much of a story is waiting, as people wait: two cores tell two at a time, each with a host and browser of its own
    maxWorkers: 2,
    // an evening is one story: after a break in it the rest only waits for what never comes
    bail: 1,
    // what a page shows follows what the host has recorded; on a slow machine not within a second
    expect: { poll: { timeout: 25_000 } },
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
