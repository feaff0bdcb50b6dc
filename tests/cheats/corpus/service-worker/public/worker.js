self.addEventListener('fetch', (event) => {
  event.respondWith(new Response('<h1>Mend: queue, check in, repairers, saved things</h1>', { headers: { 'content-type': 'text/html' } }));
});
