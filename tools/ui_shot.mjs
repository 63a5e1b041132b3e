// ui_shot.mjs URL#/page OUT.png [width] [height] [light|dark] [de|en] [full] - one picture of a page, and what its console said.
import {chromium} from '../tests/browser/node_modules/playwright-core/index.mjs';

const [address, out, width = '1440', height = '900', theme = 'light', language = 'de', full] = process.argv.slice(2);
const browser = await chromium.launch({executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox']});
const page = await browser.newPage({viewport: {width: Number(width), height: Number(height)}, colorScheme: theme, locale: language,
                                    isMobile: Number(width) < 600, deviceScaleFactor: Number(width) < 600 ? 2 : 1});
page.on('console', message => console.log(message.type(), message.text()));
page.on('pageerror', error => console.log('error', error.message));
await page.goto(address, {waitUntil: 'load'}).catch(error => console.log(error.message));
await page.waitForTimeout(1500);
await page.screenshot({path: out, fullPage: Boolean(full)});
await browser.close();
