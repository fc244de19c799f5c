import { expect, test } from 'vitest'
import { freshGuard, judgeContact, pointerKind } from '../../../../src/renderer/signing/palm.ts'

test('a finger draws as long as no pen was seen', () => {
  expect(judgeContact(freshGuard(), 'touch')).toBe('draw')
})

test('a hand resting on the glass does not draw once a pen was seen', () => {
  expect(judgeContact({ penSeen: true, drawing: null }, 'touch')).toBe('ignore')
  expect(judgeContact({ penSeen: true, drawing: 'pen' }, 'touch')).toBe('ignore')
})

test('a pen takes over from the palm that touched the glass before it', () => {
  expect(judgeContact({ penSeen: false, drawing: 'touch' }, 'pen')).toBe('take-over')
  expect(judgeContact({ penSeen: true, drawing: 'touch' }, 'pen')).toBe('take-over')
})

test('a second finger does not disturb the first', () => {
  expect(judgeContact({ penSeen: false, drawing: 'touch' }, 'touch')).toBe('ignore')
})

test('a mouse may always draw, for it rests on no glass', () => {
  expect(judgeContact({ penSeen: true, drawing: null }, 'mouse')).toBe('draw')
})

test('an unknown device counts as a mouse', () => {
  expect(pointerKind('pen')).toBe('pen')
  expect(pointerKind('')).toBe('mouse')
})
