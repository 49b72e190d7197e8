using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Keeptrusts.Host.Storage;

/// <summary>Times as ticks of UTC.</summary>
internal sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(time => time.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
