import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/{unit,acceptance,transport,adversarial}/**/*.test.ts'],
    // half of what these examples do is waiting for disks and other programs: two cores take two files at once
    maxWorkers: Math.max(2, availableParallelism() - 1),
    globalSetup: 'tests/fixtures/shared-folder.ts',
    setupFiles: ['tests/fixtures/fixed-seed.ts'],
    // the program's own modules keep no state, so files may share them: loading them anew for each cost two fifths of the run
    isolate: false,
    // what follows an act is waited for, however slow the machine is
    expect: { poll: { timeout: 20_000 } },
    testTimeout: process.env['FC_RUNS'] ? 200_000 : 60_000,
    hookTimeout: 120_000,
  },
})
