// upload.js - sends files with progress, which fetch does not tell.
import {ApiError, getAnswerLanguage, noteRequest} from './api.js';

/** Sends files as a form to a path. progress(part of 1) while they go. Returns the parsed answer; throws an ApiError. */
export function uploadFiles(path, files, {progress, signal} = {}) {
    const body = new FormData();
    for (const file of files)
        body.append('file', file, file.name);
    const began = performance.now();
    return new Promise((resolve, reject) => {
        const sender = new XMLHttpRequest();
        sender.open('POST', path);
        sender.setRequestHeader('Accept', 'application/json');
        sender.setRequestHeader('Accept-Language', getAnswerLanguage());
        sender.upload.onprogress = event => event.lengthComputable && progress?.(event.loaded / event.total);
        sender.onload = () => {
            noteRequest({method: 'POST', path, status: sender.status, ms: performance.now() - began});
            let answer = null;
            try {
                answer = JSON.parse(sender.responseText);
            } catch {
                // What is no JSON has no messages either.
            }
            if (sender.status >= 200 && sender.status < 300)
                resolve(answer);
            else
                reject(new ApiError(sender.status, answer?.messages ?? []));
        };
        sender.onerror = () => reject(new ApiError(0, []));
        sender.onabort = () => reject(new DOMException('', 'AbortError'));
        signal?.addEventListener('abort', () => sender.abort());
        sender.send(body);
    });
}
