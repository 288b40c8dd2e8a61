import { mountIsland } from '../ui/mount-island.tsx'
import { QuotePage } from './quote-page.tsx'

mountIsland('quote', QuotePage)
