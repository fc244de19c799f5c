/** Starts the one Vue app that every surface shares. */
import '@kern-ux/native/dist/kern.min.css'
import '@kern-ux/native/dist/fonts/fira-sans.css'
import './styles/app.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { setUpI18n } from './i18n.ts'
import { setUpRouter } from './router.ts'

createApp(App).use(createPinia()).use(setUpI18n()).use(setUpRouter()).mount('#app')
