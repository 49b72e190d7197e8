using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;

namespace Keeptrusts.Benchmarks.Inner;

/// <summary>What authentication must pay for each request: the hash of the key.</summary>
[MemoryDiagnoser]
public class KeyHashBenchmarks
{
    private readonly string _key = "kt_gk_" + new string('a', 49);

    [Benchmark]
    public byte Hash()
    {
        Span<byte> text = stackalloc byte[64];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..Encoding.ASCII.GetBytes(_key, text)], hash);
        return hash[0];
    }
}
