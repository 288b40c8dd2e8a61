import { mountIsland } from '../ui/mount-island.tsx'
import { LookupPage } from './lookup-page.tsx'

mountIsland('your-booking', LookupPage)
