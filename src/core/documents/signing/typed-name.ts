/** What is said of a name that came from the keyboard, wherever a signature is shown. */
export const TYPED = 'mit Tastatur eingegeben, nicht gezeichnet'
