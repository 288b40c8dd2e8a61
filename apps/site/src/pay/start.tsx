import { mountIsland } from '../ui/mount-island.tsx'
import { PayPage } from './pay-page.tsx'

mountIsland('pay', PayPage)
