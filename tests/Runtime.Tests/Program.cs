using HybridCalendar.Runtime.Tests;

return await Entry.RunAsync(args);
