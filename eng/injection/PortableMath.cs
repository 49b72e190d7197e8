namespace Keeptrusts.Injection.Training;

/// <summary>The sigmoid from the four basic operations only, which every machine rounds alike; the platform's exponential is not that exact.</summary>
internal static class PortableMath
{
    public static double Sigmoid(double x) => x >= 0 ? 1 / (1 + Exp(-x)) : Exp(x) / (1 + Exp(x));

    /// <summary>e to a power not above zero: Taylor series after halving, then squared back.</summary>
    private static double Exp(double x)
    {
        if (x < -40)
        {
            return 0;
        }

        var small = x / 1024;
        var term = 1.0;
        var sum = 1.0;
        for (var k = 1; k <= 8; k++)
        {
            term = term * small / k;
            sum += term;
        }

        for (var k = 0; k < 10; k++)
        {
            sum *= sum;
        }

        return sum;
    }
}
