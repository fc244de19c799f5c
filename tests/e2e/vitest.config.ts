import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: 'tests/fixtures/shared-folder.ts',
    include: ['tests/e2e/**/*.e2e.ts'],
    // one browser at a time: two cores, and screens that are looked at
    fileParallelism: false,
    maxWorkers: 1,
    // an evening is one story: after a break in it the rest only waits for what never comes
    bail: 1,
    // what a page shows follows what the host has recorded; on a slow machine not within a second
    expect: { poll: { timeout: 25_000 } },
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
