/** Which path shows which surface; every surface is loaded only where it is used. */
import { createRouter, createWebHistory } from 'vue-router'
import type { RouteRecordRaw } from 'vue-router'
import { DESK_HANDBOOK } from './handbook/chapter-names.ts'
import { kioskDetour } from './kiosk.ts'

const routes: RouteRecordRaw[] = [
  { path: '/', component: () => import('./start/StartPage.vue') },
  { path: '/join', component: () => import('./join/JoinPage.vue') },
  { path: '/unlock', component: () => import('./unlock/UnlockPage.vue') },
  { path: '/opening', component: () => import('./opening/OpeningPage.vue') },
  { path: '/left', component: () => import('./left/LeftPage.vue') },
  {
    path: '/organizer',
    component: () => import('./organizer/OrganizerConsole.vue'),
    children: [
      { path: '', component: () => import('./organizer/home/HomePage.vue') },
      { path: 'ceremony', component: () => import('./organizer/ceremony/CeremonyPage.vue') },
      { path: 'appearance', component: () => import('./organizer/appearance/AppearancePage.vue') },
      { path: 'registry', component: () => import('./organizer/registry/RegistryPage.vue') },
      { path: 'agreement', component: () => import('./organizer/agreement/AgreementPage.vue') },
      { path: 'stations', component: () => import('./organizer/stations/StationsPage.vue') },
      { path: 'check-in', component: () => import('./organizer/check-in/CheckInPage.vue') },
      { path: 'run', component: () => import('./organizer/run/RunPage.vue') },
      { path: 'signing', component: () => import('./organizer/signing/SigningOrderPage.vue') },
      { path: 'closing', component: () => import('./organizer/closing/ClosingPage.vue') },
      { path: 'protection', component: () => import('./organizer/protection/ProtectionPage.vue') },
      { path: 'backup', component: () => import('./organizer/backup/BackupPage.vue') },
      { path: 'rehearsal', component: () => import('./organizer/rehearsal/RehearsalPage.vue') },
      { path: 'help', component: () => import('./organizer/help/HelpPage.vue') },
      {
        path: 'accessibility',
        component: () => import('./organizer/accessibility/AccessibilityPage.vue'),
      },
      { path: 'privacy', component: () => import('./organizer/privacy/PrivacyPage.vue') },
      { path: 'verify', component: () => import('./organizer/verifier/VerifierPage.vue') },
    ],
  },
  { path: '/reception', component: () => import('./reception/ReceptionPage.vue') },
  { path: '/signing', component: () => import('./signing/SigningPage.vue') },
  { path: '/display', component: () => import('./display/DisplayPage.vue') },
  { path: '/handbook/:chapter?', component: () => import('./handbook/HandbookPage.vue') },
  { path: `${DESK_HANDBOOK}/:chapter?`, component: () => import('./handbook/HandbookPage.vue') },
  { path: '/:unknown(.*)*', redirect: '/' },
]

export function setUpRouter() {
  const router = createRouter({
    history: createWebHistory(),
    routes,
    scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? {} : { top: 0 }),
  })
  router.beforeEach(({ path }) => kioskDetour(path) ?? true)
  return router
}
