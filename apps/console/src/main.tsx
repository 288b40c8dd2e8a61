import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import './styles/index.css'

// The likeliest page comes along while the session is being asked for.
if (/^\/console\/?$/.test(location.pathname)) void import('./pages/dashboard/dashboard-page.tsx')
if (location.pathname.startsWith('/console/bookings')) {
  void import('./pages/bookings/bookings-page.tsx')
}

const place = document.getElementById('root')
if (place !== null) {
  createRoot(place).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
