/** Starts the one Vue app that every surface shares. */
import '@kern-ux/native/dist/kern.min.css'
import '@fontsource/fira-sans/400.css'
import '@fontsource/fira-sans/500.css'
import '@fontsource/fira-sans/600.css'
import '@fontsource/fira-sans/700.css'
import './styles/app.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { sayFaults } from './field-faults.ts'
import { setUpI18n } from './i18n.ts'
import { setUpRouter } from './router.ts'

const i18n = setUpI18n()
sayFaults(({ key, params = {} }) => i18n.global.t(`common.field.${key}`, params))
createApp(App).use(createPinia()).use(i18n).use(setUpRouter()).mount('#app')
