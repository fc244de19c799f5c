import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/{unit,acceptance,transport,adversarial}/**/*.test.ts'],
    setupFiles: ['tests/fixtures/fixed-seed.ts'],
    testTimeout: process.env['FC_RUNS'] ? 200_000 : 60_000,
    hookTimeout: 120_000,
  },
})
