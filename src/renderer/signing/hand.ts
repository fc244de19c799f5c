/** With which hand a guest writes: the buttons stand on the other side. */
export type Hand = 'right' | 'left'

export const otherHand = (hand: Hand): Hand => (hand === 'right' ? 'left' : 'right')
