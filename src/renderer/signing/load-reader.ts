/** The reader for the agreement: larger than all the rest of the page, so it is fetched by itself and ahead of its use. */
export const loadReader = () => import('../components/PdfPages.vue')
