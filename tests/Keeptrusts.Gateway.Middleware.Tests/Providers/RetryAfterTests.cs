using Keeptrusts.Gateway.Middleware.Providers;

namespace Keeptrusts.Gateway.Middleware.Tests.Providers;

public sealed class RetryAfterTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("retry-after", "7", 7)]
    [InlineData("retry-after", "1.2", 2)]
    [InlineData("retry-after", "0", 0)]
    [InlineData("retry-after", "-3", null)]
    [InlineData("retry-after", "99999999999999", int.MaxValue)]
    [InlineData("retry-after", "soon", null)]
    [InlineData("retry-after", "Mon, 23 Nov 2026 12:00:20 GMT", 20)]
    [InlineData("retry-after", "Mon, 23 Nov 2026 11:59:00 GMT", 0)]
    [InlineData("retry-after-ms", "1500", 2)]
    [InlineData("x-other", "1", null)]
    public void SecondsOf_Header_IsUnderstood(string name, string value, int? seconds)
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation(name, value);
        Assert.Equal(seconds, RetryAfter.SecondsOf(response.Headers, Now));
    }
}
