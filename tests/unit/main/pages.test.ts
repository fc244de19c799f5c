import { describe, expect, it } from 'vitest'
import { pagesOrigin } from '../../../src/main/pages.ts'

describe('where the windows take their pages from', () => {
  it('is the program itself', () => {
    expect(pagesOrigin(undefined, true)).toBe('app://mappe')
    expect(pagesOrigin(undefined, false)).toBe('app://mappe')
  })

  it('is the development server while someone works on the program', () => {
    expect(pagesOrigin('http://localhost:5173/', false)).toBe('http://localhost:5173')
  })

  it('is never another address once the program is packaged', () => {
    expect(pagesOrigin('https://example.org/', true)).toBe('app://mappe')
  })
})
