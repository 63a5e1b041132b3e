// start.js - begins: errors are shown whatever happens, then texts and theme, then the app.
import {watchErrors, showFailure} from './failure.js';

watchErrors();
try {
    const {start} = await import('./app.js');
    await start(document.getElementById('app'));
} catch (error) {
    showFailure(error);
}
